package io.sealpost.embedded;

/**
 * How a registry is set up.
 *
 * @param port the port wished for at the first start, 0 for any free one
 * @param heap the JVM's greatest heap, such as {@code 256m}
 */
public record RegistrySettings(int port, String heap) {

    public static RegistrySettings standard() {
        return new RegistrySettings(0, "256m");
    }

    public RegistrySettings withPort(int preferred) {
        return new RegistrySettings(preferred, heap);
    }
}
