// Package client calls Keyplane's Admin API: typed operations, tokens that it signs itself, bounded
// retries, and errors with code, fields and remedy.
package client

//go:generate go tool genqlient genqlient.yaml
