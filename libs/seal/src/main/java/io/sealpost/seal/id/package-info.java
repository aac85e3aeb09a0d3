/**
 * Ids: their forms, and the functions that make one id from another (DESIGN, Ids, Sameness and
 * Forms).
 */
@NullMarked
package io.sealpost.seal.id;

import org.jspecify.annotations.NullMarked;
