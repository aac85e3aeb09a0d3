package io.sealpost.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints for people (tables, progress) or for programs (one line of JSON last). */
public final class Output {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final boolean json;

    /**
     * @param json whether the last line is to be JSON; progress then goes to standard error
     */
    public Output(boolean json) {
        this.json = json;
    }

    /** Something happened; for people. */
    public void progress(String line) {
        PrintStream stream = json ? System.err : System.out;
        stream.println("  " + line);
        stream.flush();
    }

    /** A line for people, left out for programs. */
    public void say(String line) {
        if (!json) {
            System.out.println(line);
        }
    }

    /** The result: a line of JSON for programs, nothing for people, who were told already. */
    public void result(Object result) {
        if (json) {
            System.out.println(json(result));
        }
    }

    /** A table for people; the first row is the head. */
    public void table(List<List<String>> rows) {
        if (json || rows.isEmpty()) {
            return;
        }
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        rows.forEach(row -> System.out.println(line(row, widths)));
    }

    /** One value as JSON on one line. */
    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON for " + value.getClass().getSimpleName(), e);
        }
    }

    /** The mapper behind {@link #json(Object)}. */
    public static ObjectMapper mapper() {
        return JSON;
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder("  ");
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths.get(column) - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
