package com.example.orders;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;

/**
 * The project's public keys. Spring's own source of keys asks the issuer again for each unknown
 * <code>kid</code>; this one rests in between, so that made-up kids cannot flood the issuer.
 */
class ProjectKeys implements JWKSource<SecurityContext> {
    /** How long the keys are kept; the JWKS says the same in its Cache-Control. */
    private static final Duration LAST = Duration.ofMinutes(5);

    /** How soon an unknown kid may make us ask again. */
    private static final Duration REST = Duration.ofSeconds(30);

    private final URL url;
    private JWKSet set;
    private long fetched;

    ProjectKeys(URL url) {
        this.url = url;
    }

    @Override
    public synchronized List<JWK> get(JWKSelector selector, SecurityContext context)
            throws KeySourceException {
        List<JWK> found = set == null ? List.of() : selector.select(set);
        Duration age = Duration.ofNanos(System.nanoTime() - fetched);
        boolean fresh = age.compareTo(found.isEmpty() ? REST : LAST) < 0;
        if (set != null && fresh) {
            return found;
        }

        try {
            set = JWKSet.load(url, 5_000, 5_000, 256 * 1024);
        } catch (IOException | ParseException error) {
            throw new RemoteKeySourceException("the project's keys cannot be read", error);
        }
        fetched = System.nanoTime();
        return selector.select(set);
    }
}
