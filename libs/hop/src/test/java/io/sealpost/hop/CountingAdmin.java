package io.sealpost.hop;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.common.TopicCollection;

/** Counts the questions about topics. */
final class CountingAdmin extends ForwardingAdmin {
    final AtomicInteger asked = new AtomicInteger();

    CountingAdmin(Map<String, Object> connection) {
        super(connection);
    }

    @Override
    public DescribeTopicsResult describeTopics(
            TopicCollection topics, DescribeTopicsOptions options) {
        asked.incrementAndGet();
        return super.describeTopics(topics, options);
    }
}
