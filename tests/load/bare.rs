//! The floors of cryptography: bare operations of aws-lc-rs with keys that are parsed already.

use std::{hint::black_box, thread, time::Duration};

use aws_lc_rs::{
    encoding::{AsDer as _, PublicKeyX509Der},
    error::Unspecified,
    rand::SystemRandom,
    rsa::KeySize,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, ParsedPublicKey,
        RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair,
    },
};
use serde::{Deserialize, Serialize};

use crate::{
    cpu::CpuClock,
    failure::{Failure, Result},
    summary::micros,
};

/// A message as long as the signed part of an admin token.
const MESSAGE: [u8; 220] = [b'x'; 220];

/// A cryptographic operation in a row's floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// One RSA-2048 verification, RS256.
    Verification,
    /// One RSA-2048 signature, RS256.
    Signature,
    /// One P-256 signature, ES256.
    P256Signature,
}

/// Costs of one operation each, in microseconds of processor time.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the unit belongs into the JSON")]
pub(crate) struct BareCosts {
    /// RSA-2048 verification.
    pub rsa_2048_verification_us: f64,
    /// RSA-2048 signature.
    pub rsa_2048_signature_us: f64,
    /// P-256 signature.
    #[serde(default)]
    pub p256_signature_us: f64,
}

/// An RSA-2048 key with a signature of it, and a P-256 key.
#[derive(Debug)]
pub(crate) struct Bare {
    pair: RsaKeyPair,
    public: ParsedPublicKey,
    signature: Vec<u8>,
    p256: EcdsaKeyPair,
}

impl Bare {
    /// Makes the keys.
    pub(crate) fn new() -> Result<Self> {
        let failed = |_: Unspecified| Failure::Setup("aws-lc-rs failed".into());
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(failed)?;
        let spki: PublicKeyX509Der<'_> = pair.public_key().as_der().map_err(failed)?;
        let public = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, spki.as_ref())
            .map_err(|error| Failure::Setup(error.to_string()))?;
        let mut signature = vec![0; pair.public_modulus_len()];
        sign(&pair, &mut signature).map_err(failed)?;
        let p256 = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(failed)?;
        Ok(Self { pair, public, signature, p256 })
    }

    /// One operation's cost in microseconds of processor time, measured on all processors at
    /// once: the server runs on all of them, and neighbours slow each other down.
    pub(crate) fn cost(&self, operation: Operation) -> Result<f64> {
        let times = match operation {
            Operation::Verification | Operation::P256Signature => 1500,
            Operation::Signature => 150,
        };
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let costs = thread::scope(|scope| {
            let workers: Vec<_> =
                (0..threads).map(|_| scope.spawn(|| self.repeat(operation, times))).collect();
            workers
                .into_iter()
                .map(|worker| {
                    worker.join().map_err(|_| Failure::Setup("a measuring thread died".into()))?
                })
                .collect::<Result<Vec<_>>>()
        })?;
        let total: Duration = costs.iter().sum();
        Ok(micros(total) / f64::from(times) / f64::from(u32::try_from(threads).unwrap_or(1)))
    }

    /// The costs of several operations together.
    pub(crate) fn cost_of_all(&self, operations: &[Operation]) -> Result<f64> {
        operations.iter().map(|operation| self.cost(*operation)).sum()
    }

    /// All costs, for the record.
    pub(crate) fn costs(&self) -> Result<BareCosts> {
        Ok(BareCosts {
            rsa_2048_verification_us: self.cost(Operation::Verification)?,
            rsa_2048_signature_us: self.cost(Operation::Signature)?,
            p256_signature_us: self.cost(Operation::P256Signature)?,
        })
    }

    fn repeat(&self, operation: Operation, times: u32) -> Result<Duration> {
        let failed = |_: Unspecified| Failure::Setup("aws-lc-rs failed".into());
        let mut signature = vec![0; self.signature.len()];
        let clock = CpuClock::of_this_thread();
        let begun = clock.now()?;
        for _ in 0..times {
            match operation {
                Operation::Verification => {
                    let message = black_box(&MESSAGE);
                    self.public.verify_sig(message, &self.signature).map_err(failed)?;
                }
                Operation::Signature => sign(&self.pair, &mut signature).map_err(failed)?,
                Operation::P256Signature => sign_p256(&self.p256).map_err(failed)?,
            }
        }
        Ok(clock.now()?.saturating_sub(begun))
    }
}

#[expect(clippy::disallowed_methods, reason = "a PKCS#1 v1.5 signature wants a generator")]
fn sign(pair: &RsaKeyPair, signature: &mut [u8]) -> std::result::Result<(), Unspecified> {
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), black_box(&MESSAGE), signature)
}

#[expect(clippy::disallowed_methods, reason = "an ECDSA signature wants a generator")]
fn sign_p256(pair: &EcdsaKeyPair) -> std::result::Result<(), Unspecified> {
    pair.sign(&SystemRandom::new(), black_box(&MESSAGE)).map(|signature| {
        black_box(signature);
    })
}
