package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.e2e.FrontDoor.Answer;
import io.sealpost.embedded.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives every test class the same platform: brought up from nothing for the first one, stopped
 * after the last.
 */
final class OnePlatform implements ParameterResolver {

    private record Up(FrontDoor sealpost) implements AutoCloseable {

        static Up fromNothing() {
            Path state = Path.of("target", "state").toAbsolutePath();
            FrontDoor sealpost = new FrontDoor(state);
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
            return new Up(sealpost);
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
        return parameter.getParameter().getType() == FrontDoor.class;
    }

    @Override
    public FrontDoor resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(OnePlatform.class))
                .computeIfAbsent(Up.class, type -> Up.fromNothing(), Up.class)
                .sealpost();
    }
}
