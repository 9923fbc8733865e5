"""The networks that visitors come from: who guesses or floods has many addresses, and far fewer networks."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

IPV4_PREFIX, IPV6_PREFIX = 24, 48


def network_of(address: str) -> str:
    """Return the network of an address, its /24 (IPv4) or its /48 (IPv6); empty when it is no address."""
    try:
        read = ip_address(address)
    except ValueError:
        return ""
    if isinstance(read, IPv6Address) and read.ipv4_mapped:
        read = read.ipv4_mapped
    prefix = IPV6_PREFIX if isinstance(read, IPv6Address) else IPV4_PREFIX
    return str(ip_network(f"{read}/{prefix}", strict=False))
