/**
 * The main job, shown and checked from outside: its numbers are recounted from what producer and
 * devices wrote down and from what stock clients read, never from what a service says of itself.
 */
@NullMarked
package io.sealpost.cli.demo;

import org.jspecify.annotations.NullMarked;
