//! The private addresses that the operator of the process allows.

use std::{net::IpAddr, str::FromStr};

use url::Host;

use crate::cidr::Cidr;

/// Addresses that requests may go to although they are private.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AllowedAddress {
    /// `receiver.internal:8443`: a host as URLs name it, and a port. `http` is allowed too.
    Endpoint(Host, u16),
    /// `10.1.0.0/16` or `10.1.2.3`: every port. `http` is allowed for URLs that contain the address.
    Range(Cidr),
}

/// The text is neither a host with its port nor a range of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected a host with its port (receiver.internal:8443), an IP address or a range (10.0.0.0/8)"
)]
pub struct InvalidAllowedAddress;

impl FromStr for AllowedAddress {
    type Err = InvalidAllowedAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAllowedAddress> {
        if let Ok(range) = text.parse() {
            return Ok(Self::Range(range));
        }
        let (host, port) = text.rsplit_once(':').ok_or(InvalidAllowedAddress)?;
        let host = Host::parse(host).map_err(|_| InvalidAllowedAddress)?;
        let port = port.parse().ok().filter(|port| *port > 0).ok_or(InvalidAllowedAddress)?;
        Ok(Self::Endpoint(host, port))
    }
}

/// The list of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Allowed(pub(super) Vec<AllowedAddress>);

impl Allowed {
    /// Whether the list names this host and port.
    pub(super) fn has_endpoint(&self, host: &Host<&str>, port: u16) -> bool {
        self.0.iter().any(|allowed| match allowed {
            AllowedAddress::Endpoint(of, at) => is_same(of, host) && *at == port,
            AllowedAddress::Range(_) => false,
        })
    }

    /// Whether a range of the list contains the address.
    pub(super) fn has_address(&self, address: IpAddr) -> bool {
        self.0.iter().any(|allowed| match allowed {
            AllowedAddress::Range(range) => range.contains(address),
            AllowedAddress::Endpoint(..) => false,
        })
    }
}

fn is_same(of: &Host, host: &Host<&str>) -> bool {
    match (of, host) {
        (Host::Domain(of), Host::Domain(host)) => of == host,
        (Host::Ipv4(of), Host::Ipv4(host)) => of == host,
        (Host::Ipv6(of), Host::Ipv6(host)) => of == host,
        (Host::Domain(_) | Host::Ipv4(_) | Host::Ipv6(_), _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(host: Host, port: u16) -> AllowedAddress {
        AllowedAddress::Endpoint(host, port)
    }

    #[test]
    fn a_host_with_a_port_an_address_and_a_range_are_read() {
        let read = |text: &str| text.parse::<AllowedAddress>().unwrap();
        assert_eq!(
            read("Hooks.Internal:8443"),
            endpoint(Host::Domain("hooks.internal".into()), 8443)
        );
        assert_eq!(read("127.0.0.1:80"), endpoint(Host::Ipv4([127, 0, 0, 1].into()), 80));
        assert_eq!(read("[::1]:80"), endpoint(Host::Ipv6(1.into()), 80));
        assert_eq!(read("10.0.0.0/8"), AllowedAddress::Range("10.0.0.0/8".parse().unwrap()));
        assert_eq!(read("::1"), AllowedAddress::Range("::1".parse().unwrap()));
    }

    #[test]
    fn a_host_without_a_port_is_refused() {
        for bad in ["", "hooks.internal", "hooks:0", "hooks:65536", ":80", "a b:80", "10.0.0.0/33"]
        {
            assert_eq!(bad.parse::<AllowedAddress>(), Err(InvalidAllowedAddress), "{bad}");
        }
    }
}
