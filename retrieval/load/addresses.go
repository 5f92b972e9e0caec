package load

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// errForbidden says that an address is not of the public internet.
var errForbidden = errors.New("it leads to an address that is not public")

// reserved are the ranges that are no addresses of public hosts, beyond those
// that net/netip knows: IANA's special-purpose registries.
var reserved = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
	"198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10",
)

// embedding are the ranges of IPv6 that carry an address of IPv4, at the given
// byte, which then decides.
var embedding = []struct {
	prefix netip.Prefix
	at     int
}{
	{netip.MustParsePrefix("64:ff9b::/96"), 12}, // NAT64
	{netip.MustParsePrefix("2002::/16"), 2},     // 6to4
}

func prefixes(texts ...string) []netip.Prefix {
	out := make([]netip.Prefix, 0, len(texts))
	for _, text := range texts {
		out = append(out, netip.MustParsePrefix(text))
	}
	return out
}

// public reports whether an address is one of the public internet: not private,
// loopback, link-local (where clouds keep their metadata), multicast or
// reserved, in whatever form it is written.
func public(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	for _, e := range embedding {
		if e.prefix.Contains(ip) {
			bytes := ip.As16()
			return public(netip.AddrFrom4([4]byte(bytes[e.at : e.at+4])))
		}
	}
	return ip.IsGlobalUnicast() && !ip.IsPrivate() &&
		!slices.ContainsFunc(reserved, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// allowance is what the operator allows beside the public internet.
type allowance struct {
	hosts    map[destination]bool
	prefixes []netip.Prefix
}

// destination is a host on a port, 0 for any.
type destination struct {
	host string
	port uint16
}

// newAllowance reads a list of host names and addresses, which may have a port,
// and ranges.
func newAllowance(list []string) (allowance, error) {
	a := allowance{hosts: map[destination]bool{}}
	for _, entry := range list {
		if prefix, err := netip.ParsePrefix(entry); err == nil {
			a.prefixes = append(a.prefixes, prefix.Masked())
			continue
		}
		to, ok := destinationOf(entry)
		if !ok {
			return a, fmt.Errorf("allowed host %q: write a host name, an address or a range such as 10.0.0.0/8", entry)
		}
		a.hosts[to] = true
	}
	return a, nil
}

func destinationOf(entry string) (to destination, ok bool) {
	to.host = entry
	if host, port, err := net.SplitHostPort(entry); err == nil {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 {
			return to, false
		}
		to = destination{host, uint16(n)}
	}
	if ip, err := netip.ParseAddr(to.host); err == nil {
		to.host = ip.Unmap().String()
		return to, true
	}
	to.host = strings.ToLower(to.host)
	return to, to.host != "" && !strings.ContainsAny(to.host, "/ :@")
}

// host reports whether the host of that name is allowed on that port, wherever it
// leads.
func (a allowance) host(name string, port uint16) bool {
	name = strings.ToLower(name)
	return a.hosts[destination{name, port}] || a.hosts[destination{name, 0}]
}

// address reports whether ip may be connected to on that port.
func (a allowance) address(ip netip.Addr, port uint16) bool {
	ip = ip.Unmap()
	return public(ip) || a.host(ip.String(), port) ||
		slices.ContainsFunc(a.prefixes, func(p netip.Prefix) bool { return p.Contains(ip) })
}
