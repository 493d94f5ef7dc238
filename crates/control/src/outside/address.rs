//! Which addresses a request may go to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How far an address may be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AddressReach {
    /// Globally reachable.
    Public,
    /// Reachable only if the operator of the process allows it.
    Private,
    /// Never reachable: link-local, metadata services, multicast, unspecified, reserved.
    Never,
}

/// Metadata services outside of the link-local ranges: AWS on IPv6, Google on IPv6, Azure, Alibaba and
/// Oracle.
const METADATA: [IpAddr; 5] = [
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)),
    IpAddr::V6(Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254)),
    IpAddr::V4(Ipv4Addr::new(168, 63, 129, 16)),
    IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)),
    IpAddr::V4(Ipv4Addr::new(192, 0, 0, 192)),
];

/// The address that a packet arrives at: the IPv4 address inside an IPv4-mapped, IPv4-compatible,
/// NAT64 (RFC 6052) or 6to4 (RFC 3056) address, else the address itself.
pub(super) fn canonical(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else { return address };
    // `::` and `::1` are addresses of their own.
    if v6.is_unspecified() || v6.is_loopback() {
        return address;
    }
    match v6.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => v4(high, low).into(),
        _ => address,
    }
}

fn v4(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from((u32::from(high) << 16) | u32::from(low))
}

/// How far an address may be reached. `address` is [`canonical`].
pub(super) fn reach(address: IpAddr) -> AddressReach {
    if METADATA.contains(&address) {
        return AddressReach::Never;
    }
    match address {
        IpAddr::V4(address) => reach_v4(address),
        IpAddr::V6(address) => reach_v6(address),
    }
}

/// After the IANA IPv4 Special-Purpose Address Registry (RFC 6890).
fn reach_v4(address: Ipv4Addr) -> AddressReach {
    let octets = address.octets();
    // This network, multicast, reserved and broadcast; link-local.
    let is_never = matches!(octets, [0 | 224..=255, ..] | [169, 254, ..]);
    // Private networks, loopback, and the addresses that carriers share.
    let is_private = matches!(
        octets,
        [10 | 127, ..] | [172, 16..=31, ..] | [192, 168, ..] | [100, 64..=127, ..]
    );

    // Protocol assignments, documentation, the former 6to4 relays, AS112, AMT, and benchmarks.
    let is_special = matches!(
        octets,
        [192, 0, 0 | 2, _]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
            | [192, 88, 99, _]
            | [192, 31, 196, _]
            | [192, 52, 193, _]
            | [192, 175, 48, _]
            | [198, 18 | 19, ..]
    );
    reach_of(is_never, is_private || is_special)
}

/// After the IANA IPv6 Special-Purpose Address Registry. Global unicast is `2000::/3`.
fn reach_v6(address: Ipv6Addr) -> AddressReach {
    let segments = address.segments();
    // Loopback, unique local, site-local, and NAT64 with a prefix of the network's own (RFC 8215).
    let is_private = matches!(
        segments,
        [0, 0, 0, 0, 0, 0, 0, 1]
            | [0xfc00..=0xfdff | 0xfec0..=0xfeff, ..]
            | [0x64, 0xff9b, 1, ..]
    );
    // Protocol assignments with Teredo and ORCHID, documentation.
    let is_special = matches!(segments, [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..]);
    // Unspecified, link-local, multicast, and what is not assigned.
    let is_never = !is_private && !matches!(segments, [0x2000..=0x3fff, ..]);
    reach_of(is_never, is_private || is_special)
}

fn reach_of(is_never: bool, is_private: bool) -> AddressReach {
    match (is_never, is_private) {
        (true, _) => AddressReach::Never,
        (false, true) => AddressReach::Private,
        (false, false) => AddressReach::Public,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: AddressReach, addresses: &[&str]) {
        for text in addresses {
            let address: IpAddr = text.parse().unwrap();
            assert_eq!(reach(canonical(address)), expected, "{text}");
        }
    }

    #[test]
    fn public_addresses_are_reached_also_in_their_ipv6_forms() {
        check(
            AddressReach::Public,
            &[
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.0.1",
                "192.169.0.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00::1",
                "::ffff:1.1.1.1",
                "64:ff9b::1.1.1.1",
                "2002:101:101::1",
                "3ffe::1",
            ],
        );
    }

    #[test]
    fn private_addresses_need_the_operators_leave() {
        check(
            AddressReach::Private,
            &[
                "10.0.0.0",
                "10.255.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.2.1",
                "198.18.0.1",
                "198.19.255.255",
                "203.0.113.7",
                "::1",
                "fc00::1",
                "fd12::1",
                "fdff:ffff::1",
                "fec0::1",
                "2001:db8::1",
                "2001::1",
                "3fff::1",
                "64:ff9b:1::1",
            ],
        );
    }

    #[test]
    fn link_local_metadata_multicast_and_unspecified_addresses_are_never_reached() {
        check(
            AddressReach::Never,
            &[
                "0.0.0.0",
                "0.1.2.3",
                "169.254.0.1",
                "169.254.169.254",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
                "100.100.100.200",
                "192.0.0.192",
                "::",
                "fe80::1",
                "febf::1",
                "ff02::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "100::1",
                "4000::1",
            ],
        );
    }

    #[test]
    fn an_ipv4_address_inside_an_ipv6_address_is_judged_as_itself() {
        check(
            AddressReach::Private,
            &[
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2002:c0a8:101::",
            ],
        );

        check(
            AddressReach::Never,
            &[
                "::ffff:169.254.169.254",
                "::ffff:0.0.0.0",
                "64:ff9b::169.254.169.254",
                "2002:a9fe:a9fe::1",
                "::169.254.169.254",
                "64:ff9b::224.0.0.1",
            ],
        );
    }
}
