package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// healthTimeout bounds a health check.
const healthTimeout = 3 * time.Second

// health is what healthcheck tells.
type health struct {
	Status  string `json:"status"`
	Address string `json:"address"`
}

func (p *program) healthcheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "healthcheck",
		Short: "Check whether dateline serve is healthy",
		Long: `Ask the "dateline serve" that runs with these settings, at the address http.listen, whether
it is healthy. The exit status tells a container's health check.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := p.settings(cmd)
			if err != nil {
				return err
			}
			if cfg.HTTP.Listen == "" {
				return usagef("http.listen is empty, so there is nothing to ask: set an address, such as 127.0.0.1:8080")
			}
			h := health{Status: "ok", Address: reachable(cfg.HTTP.Listen)}
			if err := askHealth(cmd.Context(), h.Address); err != nil {
				return err
			}
			return p.show(h, func(pg *page) { pg.text(plain, "", h.Status) })
		},
	}
}

// reachable returns the address at which a server is reached from the same
// machine: one that listens everywhere listens on loopback as well.
func reachable(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return listen
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
		if ip != nil && ip.To4() == nil {
			host = "::1"
		}
	}
	return net.JoinHostPort(host, port)
}

// askHealth asks the server at an address.
func askHealth(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/healthz", http.NoBody)
	if err != nil {
		return fmt.Errorf("health at %s: %w", address, err)
	}
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Errorf("health at %s: nothing listens there: start \"dateline serve\", or see its log", address)
	case err != nil:
		return fmt.Errorf("health at %s: %w", address, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("health at %s: the answer is %s", address, resp.Status)
	}
	return nil
}
