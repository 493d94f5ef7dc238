//! Why a public key is refused.

/// Why a public key is refused. The texts are for the person who pasted it and
/// never repeat the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nothing but whitespace.
    #[error("no key was given")]
    Empty,
    /// More than 64 KiB.
    #[error("the input is larger than 64 KiB; paste one key")]
    TooLarge,
    /// A private key in any form.
    #[error(
        "this is a private key; give its public half here, and replace the key if others could read it"
    )]
    PrivateKey,
    /// One of our own key files, or somebody else's.
    #[error("this is a key file, which holds a private key; give the public half here")]
    KeyFile,
    /// `kty` is `oct`.
    #[error("this is a symmetric key (kty oct), a shared secret; give a public key")]
    SymmetricKey,
    /// A JSON object with `keys`.
    #[error("this is a JWK Set; paste one key of it")]
    KeySet,
    /// More than one PEM block.
    #[error("there is more than one PEM block; paste one key")]
    SeveralKeys,
    /// Text behind the END line.
    #[error("something follows the END line; paste the key alone")]
    TrailingData,
    /// A BEGIN line without its END line.
    #[error("the PEM block is cut off: its END line is missing or names another kind")]
    UnfinishedPem,
    /// Another kind of PEM block.
    #[error(
        "this kind of PEM block is not taken; take PUBLIC KEY, RSA PUBLIC KEY, CERTIFICATE or CERTIFICATE REQUEST"
    )]
    UnsupportedPem,
    /// `ssh-rsa AAAA…`
    #[error("this is an OpenSSH key; convert it with: ssh-keygen -e -m PKCS8 -f FILE")]
    OpenSsh,
    /// None of the formats.
    #[error(
        "not a public key; give PEM (PUBLIC KEY, RSA PUBLIC KEY, CERTIFICATE, CERTIFICATE REQUEST) or a JWK"
    )]
    UnknownFormat,
    /// Something else than base64 in a PEM block.
    #[error("the PEM block is damaged: what stands between BEGIN and END is not base64")]
    BadBase64,
    /// DER that does not parse, or holds something else.
    #[error("the key is damaged: its encoding does not hold what it should")]
    Malformed,
    /// JSON that does not parse, or names a member twice.
    #[error("the JWK is not a JSON object, or names a member twice")]
    BadJson,
    /// A member of the JWK.
    #[error("the JWK member {0} is missing or malformed")]
    JwkMember(&'static str),
    /// `use` is not `sig`.
    #[error("the JWK is not for signatures: use must be sig")]
    JwkUse,
    /// `key_ops` without `verify`.
    #[error("the JWK is not for verifying: key_ops must hold verify")]
    JwkKeyOps,
    /// `alg` is none of ours.
    #[error(
        "the JWK's alg is not taken; take RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 or EdDSA"
    )]
    UnknownAlgorithm,
    /// `alg` is for another kind of key.
    #[error("the JWK's alg does not fit its key")]
    AlgorithmMismatch,
    /// DSA, DH, post-quantum and the rest.
    #[error("this type of key is not taken; take RSA, P-256, P-384 or Ed25519")]
    UnsupportedKeyType,
    /// P-521, secp256k1, Ed448, X25519 and the rest.
    #[error("this curve is not taken; take P-256, P-384 or Ed25519")]
    UnsupportedCurve,
    /// SPKI with the OID id-RSASSA-PSS.
    #[error(
        "the key is bound to RSASSA-PSS parameters; give it as a plain RSA key (rsaEncryption)"
    )]
    RsaPss,
    /// Fewer than 2048 bits.
    #[error("the RSA key has {0} bits; at least 2048 are needed")]
    RsaTooSmall(u32),
    /// More than 8192 bits.
    #[error("the RSA key has {0} bits; at most 8192 are taken")]
    RsaTooLarge(u32),
    /// Even, 1, or above 2^33.
    #[error("the RSA key's public exponent must be odd and from 3 to 2^33")]
    RsaExponent,
    /// CVE-2017-15361.
    #[error("the RSA key comes from a broken generator (ROCA, CVE-2017-15361); make a new one")]
    RsaWeak,
    /// The coordinates fit no point.
    #[error("the EC key's point is not on its curve")]
    PointNotOnCurve,
    /// An Ed25519 point of small order or not canonical.
    #[error("the Ed25519 key is a point of small order or not canonical")]
    WeakPoint,
    /// The CSR was not signed with its own key.
    #[error("the certificate request's signature does not verify with its key")]
    RequestSignature,
    /// SHA-1, PSS and the rest.
    #[error(
        "the certificate request's signature algorithm is not taken; sign it with SHA-256, SHA-384, SHA-512 or Ed25519"
    )]
    RequestAlgorithm,
}
