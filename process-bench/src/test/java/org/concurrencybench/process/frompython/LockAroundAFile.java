package org.concurrencybench.process.frompython;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.ProcessLock;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;

public final class LockAroundAFile {
    record Deposit(ProcessLock lock, String file) {}

    static String pay(Deposit deposit) throws Exception {
        Path file = Path.of(deposit.file());
        try (ProcessLock.Hold hold = deposit.lock().lock()) {
            if (hold.previousHolderDied()) {
                throw new IllegalStateException("a process was killed while it wrote " + file);
            }
            int balance = Integer.parseInt(Files.readString(file));
            Files.writeString(file, Integer.toString(balance + 1));
        }
        return "paid";
    }

    public static void main(String[] args) throws Exception {
        Path account = Files.writeString(Files.createTempFile("account", ".txt"), "0");
        try (Coordinator coordinator = Coordinator.start();
                var pool = ProcessPool.start(
                        ProcessPoolConfig.ofWorkers(2).withSlots(2), FunctionSpec.of(LockAroundAFile::pay))) {
            Deposit deposit = new Deposit(coordinator.newLock(), account.toString());
            System.out.println(
                    pool.map(Collections.nCopies(100, deposit)).values().size() + " times paid");
            System.out.println("balance: " + Files.readString(account));
        } finally {
            Files.delete(account);
        }
    }
}
