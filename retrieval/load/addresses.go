package load

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
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
	hosts    map[string]bool
	prefixes []netip.Prefix
}

// newAllowance reads a list of host names, addresses and ranges.
func newAllowance(list []string) (allowance, error) {
	a := allowance{hosts: map[string]bool{}}
	for _, entry := range list {
		switch prefix, err := netip.ParsePrefix(entry); {
		case err == nil:
			a.prefixes = append(a.prefixes, prefix.Masked())
		case strings.ContainsAny(entry, "/ :@") && !isAddress(entry) || entry == "":
			return a, fmt.Errorf("allowed host %q: write a host name, an address or a range such as 10.0.0.0/8", entry)
		default:
			a.hosts[strings.ToLower(entry)] = true
		}
	}
	return a, nil
}

func isAddress(text string) bool {
	_, err := netip.ParseAddr(text)
	return err == nil
}

// host reports whether the host of that name is allowed, wherever it leads.
func (a allowance) host(name string) bool { return a.hosts[strings.ToLower(name)] }

// address reports whether ip may be connected to.
func (a allowance) address(ip netip.Addr) bool {
	ip = ip.Unmap()
	return public(ip) || a.hosts[ip.String()] ||
		slices.ContainsFunc(a.prefixes, func(p netip.Prefix) bool { return p.Contains(ip) })
}
