//! Limits of the head of a request.

/// The longest head of a request, in bytes.
pub(super) const MAX_HEAD_BYTES: usize = 64 * 1024;

/// The most headers of a request.
pub(super) const MAX_HEADERS: usize = 256;
