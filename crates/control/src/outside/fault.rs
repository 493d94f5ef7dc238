//! Why a request was not sent, or not answered. The texts are a fixed list: none holds bytes of an
//! answer.

/// Why a URL cannot be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum UrlFault {
    /// Not an absolute URL with a host.
    #[error("must be an absolute URL, such as https://www.example.com/path")]
    Malformed,
    /// Longer than [`MAX_URL`](super::client::MAX_URL).
    #[error("must be at most 2,048 characters")]
    TooLong,
    /// Has a user, a password or a fragment.
    #[error("must have no user, password or fragment")]
    Credentials,
    /// Neither `https`, nor `http` to an allowed address.
    #[error(
        "must begin with https://; http:// is for addresses that KEYPLANE_ALLOW_PRIVATE_ISSUERS \
         lists"
    )]
    Scheme,
    /// The host is an address that requests do not go to.
    #[error(
        "must not be a private address, unless KEYPLANE_ALLOW_PRIVATE_ISSUERS lists it; link-local \
         and metadata addresses are never allowed"
    )]
    Address,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OutsideFault {
    /// The URL is no longer acceptable, for example since the setting changed.
    #[error("the URL {0}")]
    Url(#[from] UrlFault),
    /// The name has no address.
    #[error("the host name cannot be resolved")]
    Name,
    /// The name has only addresses that requests do not go to.
    #[error(
        "the host name resolves to a private address; KEYPLANE_ALLOW_PRIVATE_ISSUERS can allow it"
    )]
    Address,
    /// No connection.
    #[error("the connection failed")]
    Connect,
    /// TLS failed, for example since the certificate is not trusted.
    #[error("the TLS handshake failed; check the certificate")]
    Tls,
    /// Time is up.
    #[error("no answer within 5 seconds")]
    Timeout,
    /// The answer is longer than the sender reads.
    #[error("the answer is too long")]
    TooLong,
    /// The connection broke, or the answer is not HTTP.
    #[error("the answer is not valid HTTP, or the connection broke")]
    Broken,
    /// The certificate authorities that were given for the request cannot be used.
    #[error("the CA certificate of the request cannot be used")]
    Certificate,
    /// This machine trusts no certificate authority.
    #[error("this server has no trusted certificate authorities; install ca-certificates")]
    NoAuthorities,
}
