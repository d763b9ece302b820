/** What the README of the client builds from an empty folder. */
@NullMarked
package com.example.caller;

import org.jspecify.annotations.NullMarked;
