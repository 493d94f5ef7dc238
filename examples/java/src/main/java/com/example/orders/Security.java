package com.example.orders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/** Lets only requests with a good token through. */
@Configuration
class Security {
    private static final Logger LOG = LoggerFactory.getLogger(Security.class);

    @Bean
    SecurityFilterChain filters(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .oauth2ResourceServer(
                        server ->
                                server.jwt(jwt -> {})
                                        .authenticationEntryPoint(Security::refuse)
                                        .withObjectPostProcessor(refusals()))
                .build();
    }

    /** Without this, keys that cannot be read are a 500. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> refusals() {
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler(Security::refuse);
                return filter;
            }
        };
    }

    private static void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException error) {
        if (error instanceof AuthenticationServiceException) {
            // Our trouble, not the sender's.
            LOG.error("the project's keys cannot be read", error);
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        boolean badToken = error instanceof OAuth2AuthenticationException;
        if (badToken) {
            // Why goes to the log alone: it can quote the token, which anybody may have written.
            LOG.warn("token refused: {}", error.getMessage());
        }
        String challenge = badToken ? "Bearer error=\"invalid_token\"" : "Bearer";
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }
}
