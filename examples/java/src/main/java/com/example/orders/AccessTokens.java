package com.example.orders;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;

/** What an access token for this service looks like. */
@Configuration
class AccessTokens {
    @Bean
    JwtDecoder jwtDecoder(
            @Value("${issuer}") String issuer, @Value("${audience}") String audience)
            throws Exception {
        var keys = new ProjectKeys(URI.create(jwksUri(issuer)).toURL());
        var processor = new DefaultJWTProcessor<SecurityContext>();
        // The project's signing algorithm. Never taken from the token: its sender would choose.
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        // By default only JWT is accepted as typ. The validator below checks it, and the claims.
        processor.setJWSTypeVerifier((type, context) -> {});
        processor.setJWTClaimsSetVerifier((claims, context) -> {});

        var decoder = new NimbusJwtDecoder(processor);
        // typ is at+jwt (RFC 9068 section 4), since the issuer's keys may sign other things; exp,
        // iat, sub and jti must be there.
        decoder.setJwtValidator(
                JwtValidators.createAtJwtValidator()
                        .issuer(issuer)
                        // A token for another service of the project must not open this one.
                        .audience(audience)
                        // Any client of the project; .clientId(…) accepts one alone.
                        .validators(all -> all.put("client_id", present("client_id")))
                        .build());
        return decoder;
    }

    private static JwtClaimValidator<Object> present(String claim) {
        return new JwtClaimValidator<>(claim, Objects::nonNull);
    }

    private static String jwksUri(String issuer) {
        Map<?, ?> document =
                RestClient.create()
                        .get()
                        .uri(issuer + "/.well-known/openid-configuration")
                        .retrieve()
                        .body(Map.class);
        if (!issuer.equals(document.get("issuer"))) {
            throw new IllegalStateException("the issuer calls itself " + document.get("issuer"));
        }
        return (String) document.get("jwks_uri");
    }
}
