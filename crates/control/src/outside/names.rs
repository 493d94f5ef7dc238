//! The resolution of host names, in which each address is checked before a connection goes to it.

use std::{
    any::Any,
    io,
    net::{IpAddr, SocketAddr, ToSocketAddrs as _},
    sync::Arc,
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::Semaphore;

use super::{
    address::{AddressReach, canonical, reach},
    allowed::Allowed,
    fault::OutsideFault,
};

/// How many names are resolved at once. A resolver that does not answer holds a thread for each.
const LOOKUPS: usize = 64;

/// What a request keeps until it holds no thread any more.
pub(super) type Held = Arc<dyn Any + Send + Sync>;

tokio::task_local! {
    /// What the current request keeps.
    static HELD: Held;
}

/// Runs `request`, and keeps `held` until both it and the resolution of its name have ended. The
/// resolution cannot be broken off: it outlives a request whose time is up.
pub(super) async fn holding<F: Future>(held: Option<Held>, request: F) -> F::Output {
    match held {
        Some(held) => HELD.scope(held, request).await,
        None => request.await,
    }
}

/// Finds the addresses of a name; blocks.
pub(super) type Lookup = fn(&str) -> io::Result<Vec<IpAddr>>;

/// Asks the operating system for the addresses of a name.
pub(super) fn system_lookup(name: &str) -> io::Result<Vec<IpAddr>> {
    Ok((name, 0).to_socket_addrs()?.map(|address| address.ip()).collect())
}

/// The rule that a name's addresses are judged by.
#[derive(Clone)]
pub(super) enum Admits {
    /// Public addresses, and those in a range of the list.
    Listed(Arc<Allowed>),
    /// Every address but those that are never reached: the name itself is in the list.
    Private,
}

impl Admits {
    /// Whether a connection may go to `address`.
    pub(super) fn admits(&self, address: IpAddr) -> bool {
        let address = canonical(address);
        match reach(address) {
            AddressReach::Public => true,
            AddressReach::Never => false,
            AddressReach::Private => match self {
                Self::Listed(allowed) => allowed.has_address(address),
                Self::Private => true,
            },
        }
    }
}

/// Resolves names to the addresses that its rule admits.
#[derive(Clone)]
pub(super) struct Names {
    pub(super) lookup: Lookup,
    pub(super) admits: Admits,
    turns: Arc<Semaphore>,
}

impl Names {
    pub(super) fn new(lookup: Lookup, admits: Admits) -> Self {
        Self { lookup, admits, turns: Arc::new(Semaphore::new(LOOKUPS)) }
    }

    async fn addresses(self, name: Name) -> Result<Vec<SocketAddr>, OutsideFault> {
        let turn = self.turns.acquire_owned().await.map_err(|_| OutsideFault::Name)?;
        let held = HELD.try_with(Held::clone).ok();
        let lookup = self.lookup;
        let found = tokio::task::spawn_blocking(move || {
            let found = lookup(name.as_str());
            drop((turn, held));
            found
        });

        let found = found.await.ok().and_then(Result::ok).unwrap_or_default();
        if found.is_empty() {
            return Err(OutsideFault::Name);
        }

        let admitted: Vec<_> = found
            .into_iter()
            .filter(|address| self.admits.admits(*address))
            .map(|address| SocketAddr::new(address, 0))
            .collect();
        if admitted.is_empty() { Err(OutsideFault::Address) } else { Ok(admitted) }
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let names = self.clone();
        Box::pin(async move {
            let addresses = names.addresses(name).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn resolve(admits: Admits, lookup: Lookup) -> Result<Vec<String>, OutsideFault> {
        let names = Names::new(lookup, admits);
        let found = names.addresses("a.example".parse().unwrap()).await?;
        Ok(found.iter().map(|address| address.ip().to_string()).collect())
    }

    fn listed(ranges: &[&str]) -> Admits {
        let ranges = ranges.iter().map(|range| range.parse().unwrap()).collect();
        Admits::Listed(Arc::new(Allowed(ranges)))
    }

    #[expect(clippy::unnecessary_wraps, reason = "the type of a resolver")]
    fn mixed(_: &str) -> io::Result<Vec<IpAddr>> {
        let all = ["10.0.0.1", "1.1.1.1", "::ffff:127.0.0.1", "169.254.169.254", "fd00:ec2::254"];
        Ok(all.iter().map(|text| text.parse().unwrap()).collect())
    }

    #[expect(clippy::unnecessary_wraps, reason = "the type of a resolver")]
    fn inside(_: &str) -> io::Result<Vec<IpAddr>> {
        Ok(vec![[127, 0, 0, 1].into()])
    }

    #[tokio::test]
    async fn a_connection_goes_to_admitted_addresses_of_a_name_only() {
        assert_eq!(resolve(listed(&[]), mixed).await.unwrap(), ["1.1.1.1"]);
        assert_eq!(resolve(listed(&["10.0.0.0/8"]), mixed).await.unwrap(), ["10.0.0.1", "1.1.1.1"]);
        assert_eq!(
            resolve(listed(&["127.0.0.0/8", "169.254.0.0/16"]), mixed).await.unwrap(),
            ["1.1.1.1", "::ffff:127.0.0.1"]
        );
        assert_eq!(
            resolve(Admits::Private, mixed).await.unwrap(),
            ["10.0.0.1", "1.1.1.1", "::ffff:127.0.0.1"]
        );
    }

    #[tokio::test]
    async fn a_name_with_private_addresses_only_is_refused() {
        assert_eq!(resolve(listed(&[]), inside).await, Err(OutsideFault::Address));
        assert_eq!(resolve(listed(&[]), |_| Ok(vec![])).await, Err(OutsideFault::Name));
    }
}
