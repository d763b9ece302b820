package dev.errata.reference.hookbridge;

import dev.errata.guard.cursor.NumberedPages.Reading;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What senders were refused. Every call runs on the connection that it is given. */
@Component
final class Rejections {
    private static final long MOST = HookBridgeErrors.CATALOG.limit("rejections-per-minute");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Keeps one, unless so many of its endpoint are kept within a minute that a flood would fill the disk. */
    void insert(JdbcClient db, String projectId, Rejection r) {
        long within = db.sql("select count(*) from inbound_rejections where inbound_endpoint_id = :endpoint"
                        + " and received_at > :since")
                .param("endpoint", r.inboundEndpointId())
                .param("since", r.receivedAt().minus(MINUTE).toEpochMilli())
                .query(Long.class)
                .single();
        if (within >= MOST) {
            return;
        }
        db.sql("insert into inbound_rejections (id, project_id, inbound_endpoint_id, reason_code, reason_detail,"
                        + " source_ip, headers_redacted, received_at) values (:id, :project, :endpoint, :code, :detail,"
                        + " :ip, :headers, :at)")
                .param("id", r.id())
                .param("project", projectId)
                .param("endpoint", r.inboundEndpointId())
                .param("code", r.why().reasonCode())
                .param("detail", r.why().reasonDetail())
                .param("ip", r.sourceIp())
                .param("headers", r.headersRedacted())
                .param("at", r.receivedAt().toEpochMilli())
                .update();
    }

    List<Rejection> page(JdbcClient db, InboundQuery query, Reading reading) {
        return db.sql("select * from inbound_rejections" + query.where()
                        + " and number < :before order by number desc limit :most")
                .params(query.values())
                .param("before", reading.beyond())
                .param("most", reading.most())
                .query((row, number) -> new Rejection(
                        row.getString("id"),
                        row.getString("inbound_endpoint_id"),
                        new Rejection.Why(row.getString("reason_code"), row.getString("reason_detail")),
                        row.getString("source_ip"),
                        row.getString("headers_redacted"),
                        Rows.at(row, "received_at"),
                        row.getLong("number")))
                .list();
    }
}
