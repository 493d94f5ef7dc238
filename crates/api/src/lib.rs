//! HTTP and GraphQL in and out
