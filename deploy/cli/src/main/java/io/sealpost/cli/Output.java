package io.sealpost.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints for people (lines, tables), or for programs (the result as one line of JSON, last). */
public final class Output {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final boolean json;

    /**
     * @param json whether the result is printed as JSON; progress then goes to standard error
     */
    public Output(boolean json) {
        this.json = json;
    }

    /** Prints what a long command is doing. */
    public void progress(String line) {
        PrintStream stream = json ? System.err : System.out;
        stream.println("  " + line);
        stream.flush();
    }

    /** Prints a line for people; nothing where the result is JSON. */
    public void print(String line) {
        if (!json) {
            System.out.println(line);
        }
    }

    /** Prints the result as a line of JSON; nothing for people, whom the other methods are for. */
    public void result(Object result) {
        if (json) {
            System.out.println(json(result));
        }
    }

    /** Prints a table for people; the first row is the head. */
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

    /** A value as JSON on one line. */
    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    value.getClass().getSimpleName() + " cannot be written as JSON", e);
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
