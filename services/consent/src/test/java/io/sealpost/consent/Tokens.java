package io.sealpost.consent;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;

/** As the issuer of {@link TestKeys} signs them. */
final class Tokens {
    private Tokens() {}

    static String of(String business, String group) {
        return Jwt.issuer("sealpost")
                .subject(business)
                .groups(group)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign();
    }
}
