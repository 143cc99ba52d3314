//! Names to addresses, by a resolver that tells "no such name" from "no network".

use super::address::Reach;
use hickory_resolver::TokioResolver;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Why a name gave no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameTrouble {
    /// The name does not exist.
    #[error("no such name")]
    NoSuchName,
    /// It exists, and has no address.
    #[error("the name has no address")]
    NoAddress,
    /// The resolver could not be asked.
    #[error("the name could not be looked up")]
    Failed,
    /// Its addresses are not public.
    #[error("the name leads to a private address")]
    Private,
}

/// Looks names up; hands out public addresses only, unless told otherwise.
#[derive(Clone)]
pub struct Names {
    resolver: Option<Arc<TokioResolver>>,
    reach: Reach,
    answered: Arc<AtomicBool>,
}

impl Names {
    /// A resolver with the system's configuration.
    pub fn new(reach: Reach) -> Self {
        let resolver = TokioResolver::builder_tokio().and_then(hickory_resolver::ResolverBuilder::build).ok();
        Names { resolver: resolver.map(Arc::new), reach, answered: Arc::default() }
    }

    /// Whether any name was found so far: only then "no such name" is certain.
    pub fn answers(&self) -> bool {
        self.answered.load(Ordering::Relaxed)
    }

    async fn look_up(&self, name: &str) -> Result<Vec<SocketAddr>, NameTrouble> {
        let resolver = self.resolver.as_ref().ok_or(NameTrouble::Failed)?;
        // A final dot keeps the system's search domains out.
        let absolute = if name.ends_with('.') { name.to_owned() } else { format!("{name}.") };
        let found = resolver.lookup_ip(absolute.as_str()).await.map_err(|error| {
            if error.is_nx_domain() {
                NameTrouble::NoSuchName
            } else if error.is_no_records_found() {
                NameTrouble::NoAddress
            } else {
                NameTrouble::Failed
            }
        })?;
        let all: Vec<IpAddr> = found.iter().collect();
        if all.is_empty() {
            return Err(NameTrouble::NoAddress);
        }
        if name != "localhost" {
            self.answered.store(true, Ordering::Relaxed);
        }
        let good: Vec<SocketAddr> = all
            .into_iter()
            .filter(|address| (self.reach)(*address))
            .map(|address| SocketAddr::new(address, 0))
            .collect();
        if good.is_empty() { Err(NameTrouble::Private) } else { Ok(good) }
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let names = self.clone();
        Box::pin(async move {
            let found = names.look_up(name.as_str()).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
