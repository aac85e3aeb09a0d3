/** Signs the log's head as it is stored and publishes it: files first, then the topic. */
@NullMarked
package io.sealpost.audit.publishing;

import org.jspecify.annotations.NullMarked;
