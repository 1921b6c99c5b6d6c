package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.BlockingHttp;
import org.concurrencybench.core.api.Computation;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.http.HttpFixture;
import org.junit.jupiter.api.Test;

class FetchAndScoreTest {
    /** Answers as the server does, and keeps what a task asks of its model. */
    private static final class Asked implements TaskContext, BlockingHttp {
        final List<String> paths = new ArrayList<>();
        final Map<Computation<?, ?>, Object> computed = new HashMap<>();

        @Override
        public byte[] get(URI address) {
            paths.add(address.getPath());
            return HttpFixture.next(address.getPath()).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <A, R> R compute(Computation<A, R> computation, A input) throws Exception {
            computed.put(computation, input);
            return computation.compute(input);
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public <C> C capability(Class<C> type) {
            return type.cast(this);
        }
    }

    private static FetchAndScore open(int work) {
        FetchAndScore workload = new FetchAndScore();
        workload.open(new ConfiguredWorkload<>(
                        workload,
                        OpenWorkload.values(workload, Map.of("work", Integer.toString(work))),
                        Map.of("server", URI.create("http://127.0.0.1:1/")))
                .jvmContext(1));
        return workload;
    }

    @Test
    void theSecondCallGoesWhereTheScoreOfTheFirstAnswerSays() throws Exception {
        FetchAndScore workload = open(2);
        String start = workload.input(5);
        Asked asked = new Asked();
        String end = workload.run(start, asked);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] hash = sha256.digest(sha256.digest(HttpFixture.next(start).getBytes(StandardCharsets.UTF_8)));
        String second = "/fetch/" + HexFormat.of().formatHex(hash, 0, 8);
        assertEquals(List.of(start, second), asked.paths);
        assertEquals(HttpFixture.next(second), end);
    }

    @Test
    void theWorkChangesTheEnd() {
        assertNotEquals(open(1).expected(0), open(2).expected(0));
    }

    @Test
    void whatItComputesIsDeclaredAndCrossesProcessBorders() throws Exception {
        FetchAndScore workload = open(3);
        Asked asked = new Asked();
        workload.run(workload.input(0), asked);
        Computation<?, ?> declared = workload.computations().getFirst();
        assertEquals(1, workload.computations().size());
        assertSame(declared, asked.computed.keySet().iterator().next());
        ScoreRequest request = new ScoreRequest(HttpFixture.next(workload.input(0)), 3);
        assertEquals(request, asked.computed.get(declared));
        TokenScore fresh = TokenScore.class.getConstructor().newInstance();
        assertEquals(request, roundTrip(fresh, request));
    }

    private static ScoreRequest roundTrip(TokenScore computation, ScoreRequest request) throws Exception {
        return computation.inputCodec().decode(computation.inputCodec().encode(request));
    }
}
