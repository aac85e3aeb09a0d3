package io.sealpost.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * A client of the schema registry's Confluent-compatible API (v7), with RecordNameStrategy: the
 * subject is the record's full name. An answer is cached for the life of the process, because an id
 * never changes its meaning. Each request times out after 5 seconds. Thread-safe.
 */
public final class SchemaRegistry {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";

    private final URI root;
    private final HttpClient http;
    private final Map<Schema, Integer> ids = new ConcurrentHashMap<>();
    private final Map<String, SubjectSchemas> subjects = new ConcurrentHashMap<>();

    /**
     * A client of the registry at {@code root}, for instance {@code
     * http://127.0.0.1:8081/apis/ccompat/v7}.
     */
    public SchemaRegistry(URI root) {
        this.root = root;
        this.http = HttpClient.newBuilder().connectTimeout(REQUEST_TIMEOUT).build();
    }

    /**
     * The id of a registered schema. Never registers a schema.
     *
     * @throws SchemaRegistryUnavailable where the registry does not answer
     * @throws IllegalStateException where the schema is not registered: the deployment is
     *     incomplete
     */
    public int idOf(Schema schema) {
        Integer known = ids.get(schema);
        if (known != null) {
            return known;
        }
        HttpResponse<String> answer = post("/subjects/" + schema.getFullName(), schema);
        if (answer.statusCode() == 404) {
            throw new IllegalStateException(schema.getFullName() + " is not registered");
        }
        int id = body(answer).path("id").asInt();
        ids.put(schema, id);
        return id;
    }

    /**
     * Registers a schema where it is not registered yet, and returns its id. For the deployment
     * only: a service never registers.
     *
     * @throws SchemaRegistryUnavailable where the registry does not answer
     */
    public int register(Schema schema) {
        return body(post("/subjects/" + schema.getFullName() + "/versions", schema))
                .path("id")
                .asInt();
    }

    /** Sets the compatibility level of the schema's subject, such as {@code FULL_TRANSITIVE}. */
    public void setCompatibility(Schema schema, String level) {
        HttpRequest.Builder request =
                request("/config/" + schema.getFullName())
                        .PUT(BodyPublishers.ofString("{\"compatibility\":\"" + level + "\"}"));
        body(send(request));
    }

    /**
     * The schema that a record with this id was written with; empty where the id is not one of
     * those registered for the reader's record. Whoever writes the id chooses it, so an unknown one
     * does not send a request of its own: the subject's list is fetched again, once a second at
     * most.
     *
     * @throws SchemaRegistryUnavailable where the registry does not answer
     */
    public Optional<Schema> writerSchema(Schema reader, int id) {
        return subjects.computeIfAbsent(
                        reader.getFullName(), name -> new SubjectSchemas(this, name))
                .byId(id);
    }

    /** The versions of a subject; none where it is not registered. */
    List<Integer> versions(String subject) {
        HttpResponse<String> answer = send(request("/subjects/" + subject + "/versions").GET());
        if (answer.statusCode() == 404) {
            return List.of();
        }
        List<Integer> versions = new ArrayList<>();
        body(answer).forEach(version -> versions.add(version.asInt()));
        return versions;
    }

    /** One version of a subject, with {@code id} and {@code schema}. */
    JsonNode version(String subject, int version) {
        return body(send(request("/subjects/" + subject + "/versions/" + version).GET()));
    }

    private HttpResponse<String> post(String path, Schema schema) {
        String text = JSON.createObjectNode().put("schema", schema.toString()).toString();
        return send(request(path).POST(BodyPublishers.ofString(text)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Content-Type", TYPE)
                .header("Accept", TYPE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new SchemaRegistryUnavailable("the schema registry does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaRegistryUnavailable(
                    "interrupted while waiting for the schema registry", e);
        }
    }

    private static JsonNode body(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new SchemaRegistryUnavailable(
                    "the schema registry answered with status " + answer.statusCode());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new SchemaRegistryUnavailable("the schema registry's answer is not JSON", e);
        }
    }
}
