package com.example.bookings;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RoomController implements RoomsApi {
    private final JdbcClient database;

    RoomController(JdbcClient database) {
        this.database = database;
    }

    @Override
    public Room room(long id) {
        return database.sql("select id, name from rooms where id = ?")
                .param(id)
                .query(Room.class)
                .single();
    }

    @Override
    public List<String> free(long id, int month, int nights, String view, int party) {
        return List.of();
    }
}
