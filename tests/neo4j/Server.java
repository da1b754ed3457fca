import java.nio.file.Path;
import java.util.List;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Neo4j Community with nothing but Bolt, on this machine alone: java ... Server.java HOME PORT [FIRST-PASSWORD] */
public class Server {
    public static void main(String[] arguments) throws Exception {
        var address = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        var builder = new DatabaseManagementServiceBuilder(Path.of(arguments[0]).toAbsolutePath())
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, address)
            .setConfig(BoltConnector.advertised_address, address)
            .setConfig(HttpConnector.enabled, false)
            .setConfig(GraphDatabaseSettings.auth_enabled, true);
        var plugins = System.getProperty("plugins");
        if (plugins != null) {
            builder.setConfig(GraphDatabaseSettings.plugin_dir, Path.of(plugins).toAbsolutePath());
            builder.setConfig(GraphDatabaseSettings.procedure_unrestricted, List.of("gds.*"));
        }
        var server = builder.build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        if (arguments.length > 2) {
            var system = server.database("system");
            system.executeTransactionally("ALTER USER neo4j SET PASSWORD '" + arguments[2] + "' CHANGE NOT REQUIRED");
        }
        System.out.println("READY");
        Thread.currentThread().join();
    }
}
