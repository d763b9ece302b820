@NullMarked
package com.example.bookings;

import org.jspecify.annotations.NullMarked;
