// What test_node.py prepared on the server.

/**
 * issuer; admin, with endpoint and token; clients by algorithm, each with clientId, kid, pem and jwk; resourceServer, one such;
 * tokens by algorithm, each with issuer and token; refused: tokens that nobody may accept.
 */
export const fixtures = JSON.parse(process.env.INTEROP_FIXTURES)

/** The `alg` of each signing algorithm. */
export const algorithms = Object.keys(fixtures.tokens)
