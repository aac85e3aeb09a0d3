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
 * The log for anyone (c2sp.org/tlog-tiles): what is in its directory, under the same paths. Only
 * the checkpoint ever changes.
 */
@Path("/")
@Blocking
public class PublicLog {
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final TileFiles files;

    @Inject
    PublicLog(TileFiles files) {
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
        return answer(tile, "application/octet-stream", FOR_GOOD);
    }

    private static Optional<TileId> parsed(String path) {
        try {
            return Optional.of(TileId.parse(path));
        } catch (InvalidLogData noTilesPath) {
            return Optional.empty();
        }
    }

    private static Response answer(Optional<byte[]> bytes, String type, String caching) {
        return bytes.map(b -> Response.ok(b, type).header("Cache-Control", caching).build())
                .orElseGet(() -> Response.status(Response.Status.NOT_FOUND).build());
    }
}
