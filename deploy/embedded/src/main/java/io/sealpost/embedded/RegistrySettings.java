package io.sealpost.embedded;

/**
 * The settings of a registry.
 *
 * @param port the preferred port at the first start; 0 for any free port
 * @param heap the JVM's maximum heap, such as {@code 256m}
 */
public record RegistrySettings(int port, String heap) {

    public static RegistrySettings standard() {
        return new RegistrySettings(0, "256m");
    }

    public RegistrySettings withPort(int preferred) {
        return new RegistrySettings(preferred, heap);
    }
}
