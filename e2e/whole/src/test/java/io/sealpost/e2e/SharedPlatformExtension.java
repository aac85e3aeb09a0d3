package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.e2e.SealpostCommand.Answer;
import io.sealpost.embedded.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that gives every test class the same platform. It is started with an empty
 * state folder for the first class, and stopped after the last.
 */
final class SharedPlatformExtension implements ParameterResolver {

    private record Started(SealpostCommand sealpost) implements AutoCloseable {

        static Started withEmptyState() {
            Path state = Path.of("target", "state").toAbsolutePath();
            SealpostCommand sealpost = new SealpostCommand(state);
            try {
                sealpost.run("down");
                Folder.delete(state);
                Answer up = sealpost.run("up", "--json");
                assertThat(up.exit()).as("./sealpost up, see %s", up.transcript()).isZero();
                assertThat(up.json().path("ready").asBoolean()).isTrue();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            return new Started(sealpost);
        }

        @Override
        public void close() throws IOException {
            try {
                sealpost.run("down");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SealpostCommand.class;
    }

    @Override
    public SealpostCommand resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedPlatformExtension.class))
                .computeIfAbsent(Started.class, type -> Started.withEmptyState(), Started.class)
                .sealpost();
    }
}
