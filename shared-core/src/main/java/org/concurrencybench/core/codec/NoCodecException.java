package org.concurrencybench.core.codec;

/** No codec is known for a type. The message says which and what helps. */
public final class NoCodecException extends IllegalArgumentException {
    private final String what;
    private final String remedy;

    NoCodecException(String what, String remedy) {
        super(what + ": " + remedy);
        this.what = what;
        this.remedy = remedy;
    }

    private NoCodecException(String what, String remedy, NoCodecException cause) {
        super(what + ": " + remedy, cause);
        this.what = what;
        this.remedy = remedy;
    }

    /** The same with the place where the type is used, and what can be done there besides. */
    NoCodecException in(String place, String besides) {
        return new NoCodecException(place + what, remedy + besides, this);
    }

    /** Which type has none. */
    public String what() {
        return what;
    }

    /** What helps. */
    public String remedy() {
        return remedy;
    }
}
