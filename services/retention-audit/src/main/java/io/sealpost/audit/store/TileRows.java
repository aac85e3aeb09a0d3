package io.sealpost.audit.store;

import io.sealpost.hop.Columns;
import io.sealpost.tlog.MapTiles;
import io.sealpost.tlog.Tile;
import io.sealpost.tlog.TileId;
import io.sealpost.tlog.TileSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.StreamSupport;

/** The tiles' rows: the widest of each level and index. Blocking: not for an event loop. */
@ApplicationScoped
public class TileRows {
    private static final String COLUMNS = "level, index, width, bytes";
    private static final String FIND =
            "select "
                    + COLUMNS
                    + " from tile where (level, index) in (select * from unnest($1::smallint[], $2::bigint[]))";
    private static final String WINDOW =
            "select "
                    + COLUMNS
                    + " from tile where level = $1 and index >= $2 and index < $3 order by index";
    private static final String PUT =
            """
            insert into tile (level, index, width, bytes)
            select * from unnest($1::smallint[], $2::bigint[], $3::smallint[], $4::bytea[])
            on conflict (level, index) do update set width = excluded.width, bytes = excluded.bytes
            where tile.width < excluded.width
            """;

    private final Pool pool;

    @Inject
    TileRows(Pool pool) {
        this.pool = pool;
    }

    /** Reads these tiles, or wider ones in their place, in one query. */
    public TileSource read(List<TileId> ids) {
        Tuple names = Columns.of(ids).shorts(TileId::level).longs(TileId::index).tuple();
        MapTiles tiles = new MapTiles();
        tiles.putAll(tiles(BlockingQuery.await(pool.preparedQuery(FIND).execute(names))));
        return tiles;
    }

    /** The tiles of a level with {@code from} ≤ index < {@code to}, in this order. */
    public List<Tile> window(int level, long from, long to) {
        return tiles(
                BlockingQuery.await(pool.preparedQuery(WINDOW).execute(Tuple.of(level, from, to))));
    }

    static Uni<Void> put(SqlConnection transaction, List<Tile> tiles) {
        Tuple columns =
                Columns.of(tiles)
                        .shorts(tile -> tile.id().level())
                        .longs(tile -> tile.id().index())
                        .shorts(tile -> tile.id().width())
                        .bytes(Tile::bytes)
                        .tuple();
        return transaction.preparedQuery(PUT).execute(columns).replaceWithVoid();
    }

    private static List<Tile> tiles(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(TileRows::tile).toList();
    }

    private static Tile tile(Row row) {
        TileId id = new TileId(row.getShort(0), row.getLong(1), row.getShort(2));
        return new Tile(id, row.getBuffer(3).getBytes());
    }
}
