package io.sealpost.audit.api;

import io.sealpost.audit.publishing.TileFiles;
import io.sealpost.tlog.InvalidLogData;
import io.sealpost.tlog.TileId;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/**
 * The public log (c2sp.org/tlog-tiles), without authentication: the files of its directory under
 * the same paths. Only the checkpoint changes.
 */
@Path("/")
@Blocking
public class PublicLogResource {
    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final TileFiles files;

    @Inject
    PublicLogResource(TileFiles files) {
        this.files = files;
    }

    /** The newest signed checkpoint. */
    @GET
    @Path("checkpoint")
    public Response checkpoint() {
        return answer(files.directory().readCheckpoint(), "text/plain; charset=utf-8", "no-cache");
    }

    /** A tile of hashes, or under {@code tile/entries/} a bundle of leaves. */
    @GET
    @Path("tile/{rest: .+}")
    public Response tile(@PathParam("rest") String rest) {
        Optional<byte[]> tile = parsed("tile/" + rest).flatMap(files.directory()::read);
        return answer(tile, "application/octet-stream", IMMUTABLE);
    }

    private static Optional<TileId> parsed(String path) {
        try {
            return Optional.of(TileId.parse(path));
        } catch (InvalidLogData notATile) {
            return Optional.empty();
        }
    }

    private static Response answer(Optional<byte[]> bytes, String type, String cacheControl) {
        return bytes.map(b -> Response.ok(b, type).header("Cache-Control", cacheControl).build())
                .orElseGet(() -> Response.status(Response.Status.NOT_FOUND).build());
    }
}
