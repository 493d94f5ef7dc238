package com.example.orders;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A web service that takes requests with an access token of one project only.
 *
 * <pre>ISSUER=https://keys.example/p/acme java -jar target/verify.jar</pre>
 */
@SpringBootApplication
@RestController
public class VerifyApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(VerifyApplication.class, arguments);
    }

    @GetMapping("/")
    Map<String, String> hello(@AuthenticationPrincipal Jwt token) {
        return Map.of("sub", token.getSubject(), "client_id", token.getClaimAsString("client_id"));
    }
}
