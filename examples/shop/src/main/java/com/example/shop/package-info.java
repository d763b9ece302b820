/** The application of the README's three steps. */
@NullMarked
package com.example.shop;

import org.jspecify.annotations.NullMarked;
