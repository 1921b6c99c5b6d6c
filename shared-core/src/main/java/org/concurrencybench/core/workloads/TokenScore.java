package org.concurrencybench.core.workloads;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.concurrencybench.core.api.Computation;

/** Hashes a token again and again with SHA-256; the score is the first eight bytes of the last hash. */
public final class TokenScore implements Computation<ScoreRequest, Long> {
    @Override
    public Long compute(ScoreRequest request) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        byte[] hash = request.token().getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < request.rounds(); round++) {
            hash = sha256.digest(hash);
        }
        return ByteBuffer.wrap(hash).getLong();
    }
}
