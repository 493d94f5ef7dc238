//! The portal, embedded
