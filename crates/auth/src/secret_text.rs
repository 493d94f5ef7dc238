//! Secrets that can be recognised: a prefix, 256 random bits and a checksum.
//!
//! Secret scanners find them by their form, wherever they leak. A text whose checksum is wrong is no
//! secret, so it is refused without a look-up.

use crc::{CRC_32_ISO_HDLC, Crc};
use secrecy::SecretString;
use zeroize::Zeroizing;

/// The digits of base62. They all count as parts of a word, and no form or URL escapes them.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Digits of 256 bits: 62^43 is more than 2^256.
const RANDOM_DIGITS: usize = 43;
/// Digits of a CRC-32: 62^6 is more than 2^32.
const CHECKSUM_DIGITS: usize = 6;
/// Length of what earlier versions made: 256 bits in base64url, without a prefix.
const EARLIER_LEN: usize = 43;
/// The checksum of zlib, PNG and Ethernet.
const CHECKSUM: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// The kinds of secrets that have a form of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// A client secret.
    ClientSecret,
    /// An opaque access token.
    OpaqueToken,
}

impl SecretKind {
    /// The first characters of each secret of this kind.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::ClientSecret => "kpcs_",
            Self::OpaqueToken => "kpot_",
        }
    }

    /// The secret that carries these random bits: the prefix, 43 digits of base62, and the CRC-32 of
    /// both in 6 digits.
    #[must_use]
    pub fn text(self, random: &[u8; 32]) -> SecretString {
        let length = self.prefix().len() + RANDOM_DIGITS + CHECKSUM_DIGITS;
        // The text never grows, so it leaves no copy behind.
        let mut text = String::with_capacity(length);
        text.push_str(self.prefix());
        text.extend(digits_of(random).iter().map(|&digit| char::from(digit)));
        let checksum = checksum_digits(&text);
        text.extend(checksum.iter().map(|&digit| char::from(digit)));
        text.into()
    }

    /// Whether a text may be a secret of this kind: its form and checksum are right, or it has the
    /// form of earlier versions, 43 characters of base64url.
    #[must_use]
    pub fn is_possible(self, text: &str) -> bool {
        if text.len() == EARLIER_LEN {
            let of_base64url = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
            return text.bytes().all(of_base64url);
        }

        let Some(digits) = text.strip_prefix(self.prefix()) else { return false };
        if digits.len() != RANDOM_DIGITS + CHECKSUM_DIGITS || !digits.is_ascii() {
            return false;
        }
        let (body, checksum) = text.split_at(text.len() - CHECKSUM_DIGITS);
        checksum.as_bytes() == checksum_digits(body)
            && body[self.prefix().len()..].bytes().all(|byte| byte.is_ascii_alphanumeric())
    }

    /// Whether a text begins as the secrets of this kind do.
    #[must_use]
    pub fn has_prefix(self, text: &str) -> bool {
        text.starts_with(self.prefix())
    }
}

/// 256 bits in base62, the most significant digit first.
fn digits_of(bits: &[u8; 32]) -> Zeroizing<[u8; RANDOM_DIGITS]> {
    let mut limbs = Zeroizing::new([0_u32; 8]);
    for (limb, bytes) in limbs.iter_mut().zip(bits.as_chunks::<4>().0) {
        *limb = u32::from_be_bytes(*bytes);
    }

    let mut digits = Zeroizing::new([0; RANDOM_DIGITS]);
    for digit in digits.iter_mut().rev() {
        let mut rest = 0;
        for limb in limbs.iter_mut() {
            (*limb, rest) = divided(rest, *limb);
        }
        *digit = digit_of(rest);
    }
    digits
}

fn checksum_digits(text: &str) -> [u8; CHECKSUM_DIGITS] {
    let mut left = CHECKSUM.checksum(text.as_bytes());
    let mut digits = [0; CHECKSUM_DIGITS];
    for digit in digits.iter_mut().rev() {
        let rest;
        (left, rest) = divided(0, left);
        *digit = digit_of(rest);
    }
    digits
}

/// `(rest * 2^32 + limb)` divided by 62: the quotient, which fits because `rest` is less than 62, and
/// the remainder.
#[expect(clippy::cast_possible_truncation, reason = "both fit, as the comment says")]
fn divided(rest: u32, limb: u32) -> (u32, u32) {
    let number = u64::from(rest) << 32 | u64::from(limb);
    ((number / 62) as u32, (number % 62) as u32)
}

fn digit_of(value: u32) -> u8 {
    DIGITS[value as usize % DIGITS.len()]
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    const KINDS: [SecretKind; 2] = [SecretKind::ClientSecret, SecretKind::OpaqueToken];

    fn text(kind: SecretKind, byte: u8) -> String {
        kind.text(&[byte; 32]).expose_secret().to_owned()
    }

    #[test]
    fn the_form_never_changes() {
        // Computed with Python: int.from_bytes, divmod by 62, zlib.crc32.
        for (kind, byte, expected) in [
            (SecretKind::ClientSecret, 0, "kpcs_00000000000000000000000000000000000000000002Urwx0"),
            (
                SecretKind::ClientSecret,
                0xff,
                "kpcs_yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp10em1Jy",
            ),
            (
                SecretKind::OpaqueToken,
                0x5a,
                "kpot_LQNUGZHT5u543eF8cvF8tKdPlcVkNSYQAq1KIqZ6f7409USfW",
            ),
        ] {
            assert_eq!(text(kind, byte), expected);
            assert_eq!(expected.len(), 54);
        }
    }

    #[test]
    fn different_bits_are_different_texts() {
        let mut bits = [0; 32];
        let mut seen = std::collections::HashSet::new();
        for at in 0..256 {
            bits[at / 8] ^= 1 << (at % 8);
            assert!(seen.insert(SecretKind::ClientSecret.text(&bits).expose_secret().to_owned()));
        }
    }

    #[test]
    fn one_changed_character_is_found_out() {
        for kind in KINDS {
            let good = text(kind, 7);
            assert!(kind.is_possible(&good));
            for at in 0..good.len() {
                for other in ["0", "z", "-", "é"] {
                    if good[at..=at] != *other {
                        let bad = format!("{}{other}{}", &good[..at], &good[at + 1..]);
                        assert!(!kind.is_possible(&bad), "{bad}");
                    }
                }
            }
            for bad in ["", "kpcs_", &good[1..], &good[..53], &format!("{good}0")] {
                assert!(!kind.is_possible(bad), "{bad}");
            }
        }
    }

    #[test]
    fn a_secret_of_one_kind_is_none_of_the_other() {
        let (secret, token) = (text(SecretKind::ClientSecret, 1), text(SecretKind::OpaqueToken, 1));
        assert!(!SecretKind::OpaqueToken.is_possible(&secret));
        assert!(!SecretKind::ClientSecret.is_possible(&token));
        assert!(
            SecretKind::ClientSecret.has_prefix(&secret)
                && !SecretKind::ClientSecret.has_prefix(&token)
        );
    }

    #[test]
    fn what_earlier_versions_made_stays_possible() {
        let earlier = crate::base64url(&[0xfb; 32]);
        assert_eq!(earlier.len(), 43);
        for kind in KINDS {
            assert!(kind.is_possible(&earlier));
            assert!(!kind.is_possible(&earlier[1..]));
            assert!(!kind.is_possible(&earlier.replace('-', "+")));
        }
    }
}
