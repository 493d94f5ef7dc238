//! Checks that a public key is valid and strong enough.

use aws_lc_rs::{
    encoding::AsDer as _,
    signature::{
        ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ParsedPublicKey, VerificationAlgorithm,
    },
};

use crate::{ImportError, key_type::Curve};

/// The sizes of an imported modulus, in bits.
const MIN_RSA_BITS: u32 = 2048;
const MAX_RSA_BITS: u32 = 8192;

/// The largest public exponent that the crypto library accepts.
const MAX_RSA_EXPONENT: u64 = 1 << 33;

/// Drops leading zero bytes.
pub(super) fn strip_zeros(number: &[u8]) -> &[u8] {
    let start = number.iter().position(|&b| b != 0).unwrap_or(number.len());
    &number[start..]
}

/// The length of a big-endian number in bits; `number` has no leading zeros.
pub(super) fn bits(number: &[u8]) -> u32 {
    let Some(first) = number.first() else {
        return 0;
    };
    u32::try_from(number.len() * 8).unwrap_or(u32::MAX) - first.leading_zeros()
}

/// Checks the sizes of both numbers, their parity, and that the modulus was
/// not made by the broken generator of CVE-2017-15361.
pub(super) fn check_rsa(modulus: &[u8], exponent: &[u8]) -> Result<(), ImportError> {
    let size = bits(modulus);
    if size < MIN_RSA_BITS {
        return Err(ImportError::RsaTooSmall(size));
    }
    if size > MAX_RSA_BITS {
        return Err(ImportError::RsaTooLarge(size));
    }

    if modulus.last().is_none_or(|b| b % 2 == 0) {
        return Err(ImportError::Malformed);
    }

    if bits(exponent) > 34 {
        return Err(ImportError::RsaExponent);
    }
    let exponent = exponent.iter().fold(0, |n, &b| n << 8 | u64::from(b));
    if exponent % 2 == 0 || !(3..=MAX_RSA_EXPONENT).contains(&exponent) {
        return Err(ImportError::RsaExponent);
    }

    if has_roca_fingerprint(modulus) {
        return Err(ImportError::RsaWeak);
    }
    Ok(())
}

/// The fingerprint of CVE-2017-15361 ("ROCA"): modulo every small prime, the
/// modulus is a power of 65537. A sound key shows it once in 10^8.
fn has_roca_fingerprint(modulus: &[u8]) -> bool {
    const PRIMES: [u32; 38] = [
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89,
        97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    ];
    PRIMES.into_iter().all(|prime| {
        let residue = modulus.iter().fold(0, |rest, &b| (rest * 256 + u32::from(b)) % prime);
        let mut power = 1;
        // The powers repeat after at most prime - 1 steps.
        (0..prime).any(|_| {
            power = power * 65537 % prime;
            power == residue
        })
    })
}

/// Checks that a SEC1 point lies on the curve and gives it uncompressed.
pub(super) fn uncompressed_point(curve: Curve, point: &[u8]) -> Result<Vec<u8>, ImportError> {
    let algorithm: &'static dyn VerificationAlgorithm = match curve {
        Curve::P256 => &ECDSA_P256_SHA256_FIXED,
        Curve::P384 => &ECDSA_P384_SHA384_FIXED,
    };

    let length = 1 + 2 * curve.field_len();
    let is_point = match point.first() {
        Some(2 | 3) => point.len() == 1 + curve.field_len(),
        Some(4) => point.len() == length,
        _ => false,
    };
    if !is_point {
        return Err(ImportError::Malformed);
    }

    let parsed =
        ParsedPublicKey::new(algorithm, point).map_err(|_| ImportError::PointNotOnCurve)?;
    if point.len() == length {
        return Ok(point.to_vec());
    }

    // The library writes the point uncompressed at the end of its SPKI.
    let der = parsed.as_der().map_err(|_| ImportError::Malformed)?;
    let der = der.as_ref();
    match der.len().checked_sub(length).map(|start| &der[start..]) {
        Some(point) if point[0] == 4 => Ok(point.to_vec()),
        _ => Err(ImportError::Malformed),
    }
}

/// Refuses points of small order, for which any attacker can forge a signature,
/// and encodings that are not canonical (RFC 8032 section 5.1.3). A point off the
/// curve passes, since the library decodes the point only to verify a signature;
/// no signature verifies with it.
pub(super) fn check_ed25519(key: &[u8]) -> Result<(), ImportError> {
    let key: &[u8; 32] = key.try_into().map_err(|_| ImportError::Malformed)?;
    let mut y = *key;
    y[31] &= 0x7f;
    // y >= 2^255 - 19
    if y[31] == 0x7f && y[1..31].iter().all(|&b| b == 0xff) && y[0] >= 0xed {
        return Err(ImportError::WeakPoint);
    }
    if SMALL_ORDER.contains(&y) {
        return Err(ImportError::WeakPoint);
    }
    Ok(())
}

/// The y coordinates of the eight points of small order, little-endian.
const SMALL_ORDER: [[u8; 32]; 5] = [
    // y = 0, order 4
    [0; 32],
    // y = 1, the neutral element
    {
        let mut y = [0; 32];
        y[0] = 1;
        y
    },
    // order 8
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ],
    // order 8
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ],
    // y = -1, order 2
    {
        let mut y = [0xff; 32];
        y[0] = 0xec;
        y[31] = 0x7f;
        y
    },
];
