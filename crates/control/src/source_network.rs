//! The network that a request or a connection comes from.

use std::net::IpAddr;

/// The source of requests and connections: an IPv4 address, or the /64 of an IPv6 address, which is
/// what one customer usually gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SourceNetwork(u128);

impl From<IpAddr> for SourceNetwork {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(address.to_ipv6_mapped().to_bits()),
            IpAddr::V6(address) => Self(address.to_bits() >> 64 << 64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(address: &str) -> SourceNetwork {
        SourceNetwork::from(address.parse::<IpAddr>().unwrap())
    }

    #[test]
    fn addresses_of_one_64_are_one_source_and_a_mapped_address_is_the_ipv4_one() {
        assert_eq!(network("2001:db8:0:1::1"), network("2001:db8:0:1:ffff::2"));
        assert_ne!(network("2001:db8:0:1::1"), network("2001:db8:0:2::1"));
        assert_eq!(network("192.0.2.1"), network("::ffff:192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
