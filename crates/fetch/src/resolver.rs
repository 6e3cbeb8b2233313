//! Names to addresses, without those that are not public.

use std::net::SocketAddr;

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use crate::address::is_public;

/// Resolves a name once and leaves out addresses that are not public. The connection is made to what is left, so that a
/// name that resolves to something else a moment later (rebinding) changes nothing; each redirect comes here anew.
#[derive(Debug, Default)]
pub(crate) struct Guard {
    pub(crate) allow_private: bool,
    inner: DefaultResolver,
}

impl Guard {
    pub(crate) fn new(allow_private: bool) -> Guard {
        Guard { allow_private, inner: DefaultResolver::default() }
    }

    fn allows(&self, address: SocketAddr) -> bool {
        self.allow_private || is_public(address.ip())
    }
}

/// A name that leads to no public address.
#[derive(Debug, thiserror::Error)]
#[error("{0} is at {1}, which is not on the public internet")]
pub(crate) struct Inner(pub(crate) String, pub(crate) String);

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut public = self.empty();
        for address in found.iter().copied().filter(|address| self.allows(*address)) {
            public.push(address);
        }
        match found.first() {
            Some(first) if public.is_empty() => {
                let host = uri.host().unwrap_or_default().to_owned();
                Err(Error::Other(Box::new(Inner(host, first.ip().to_string()))))
            }
            _ => Ok(public),
        }
    }
}
