//! Why a public key is refused.

use crate::Algorithm;

/// Why a public key is refused. The texts address the user who pasted it and never
/// repeat the input.
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
        "this is a private key; give its public half here (openssl pkey -in FILE -pubout), and replace the key if others could read it"
    )]
    PrivateKey,
    /// A key file of Keyplane or of another product.
    #[error("this is a key file, which holds a private key; give the public half here")]
    KeyFile,
    /// `kty` is `oct`.
    #[error("this is a symmetric key (kty oct), a shared secret; give a public key")]
    SymmetricKey,
    /// An array of JWKs or a JWK Set that holds none, or more than one.
    #[error("this is a set of {0} JWKs; paste one key of it")]
    KeySet(usize),
    /// More than one PEM block.
    #[error(
        "there are {0} PEM blocks; paste the one with the key: of a certificate chain the first"
    )]
    SeveralKeys(usize),
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
    /// The block holds another kind of key than its label says.
    #[error("the PEM block holds a {0}; write that into its BEGIN and END lines")]
    WrongLabel(&'static str),
    /// PKCS#7, a bundle of certificates.
    #[error(
        "this is a PKCS#7 bundle; take its certificates out with: openssl pkcs7 -print_certs -in FILE, and paste the one of the key"
    )]
    Pkcs7,
    /// PKCS#12, a bundle with a private key.
    #[error(
        "this is a PKCS#12 file, which holds a private key; take its certificate out with: openssl pkcs12 -in FILE -clcerts -nokeys"
    )]
    Pkcs12,
    /// `ssh-rsa AAAA…`
    #[error("this is an OpenSSH key; convert it with: ssh-keygen -e -m PKCS8 -f FILE")]
    OpenSsh,
    /// `ssh-ed25519 AAAA…`
    #[error(
        "this is an OpenSSH Ed25519 key, which ssh-keygen cannot convert; make another pair with: openssl genpkey -algorithm ed25519"
    )]
    OpenSshEd25519,
    /// `sk-ssh-ed25519@openssh.com AAAA…`
    #[error("this is the key of a FIDO security key, which cannot sign JWTs; make another pair")]
    SecurityKey,
    /// `---- BEGIN SSH2 PUBLIC KEY ----` (RFC 4716).
    #[error(
        "this is an SSH2 public key; convert it with: ssh-keygen -i -f FILE > key.pub, then ssh-keygen -e -m PKCS8 -f key.pub"
    )]
    Ssh2,
    /// `<RSAKeyValue>…`
    #[error("this is an XML key; export it as PEM, in .NET with ExportSubjectPublicKeyInfoPem")]
    Xml,
    /// `https://…`
    #[error("this is a URL; download the key from it, and paste the key")]
    Url,
    /// None of the formats.
    #[error(
        "not a public key; give PEM (PUBLIC KEY, RSA PUBLIC KEY, CERTIFICATE, CERTIFICATE REQUEST) or a JWK"
    )]
    UnknownFormat,
    /// A PEM block whose body is not base64.
    #[error("the PEM block is damaged: what stands between BEGIN and END is not base64")]
    BadBase64,
    /// DER that does not parse or does not hold a key.
    #[error("the key is damaged: its encoding is not that of a public key")]
    Malformed,
    /// JSON that does not parse, or names a member twice.
    #[error("the JWK is not valid JSON, or names a member twice")]
    BadJson,
    /// JSON without a `kty`.
    #[error("this JSON is not a JWK: it has no kty; give a JWK, or the key in PEM")]
    NotJwk,
    /// A required member is missing.
    #[error("the JWK member {0} is missing")]
    JwkMissing(&'static str),
    /// A member with a value of the wrong form.
    #[error("the JWK member {0} is malformed: expected {1}")]
    JwkMember(&'static str, &'static str),
    /// A name that is not spelled as in RFC 7518.
    #[error("the JWK member {0} must be spelled {1}")]
    JwkSpelling(&'static str, &'static str),
    /// The certificate in `x5c` has another key.
    #[error(
        "the JWK's x5c is the certificate of another key; leave x5c out, or give the JWK of the certificate's key"
    )]
    JwkCertificate,
    /// `use` is not `sig`.
    #[error("the JWK is not for signatures: use must be sig")]
    JwkUse,
    /// `key_ops` without `verify`.
    #[error("the JWK is not for verifying: key_ops must hold verify")]
    JwkKeyOps,
    /// `alg` is not supported.
    #[error("the JWK's alg is not taken; take {}", Algorithm::names())]
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
