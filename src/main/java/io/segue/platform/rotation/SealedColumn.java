package io.segue.platform.rotation;

import io.segue.platform.SealPurpose;

/**
 * A column of sealed values, so that they are found when the master key changes. The room that owns the table produces
 * one for each such column; a test finds a column that nobody names.
 *
 * @param key the column that names a row, within its tenant
 * @param row what the seal calls the row, in SQL
 */
public record SealedColumn(String table, String column, String purpose, Reach reach, String key, String row) {

    /** Who may see and change the rows. */
    public enum Reach {
        /** The worker sees them in every tenant, if it has a grant and a policy; they are changed within their tenant. */
        TENANT,
        /** The gate's own. */
        GATE,
        /** The one row of this installation. */
        INSTALLATION
    }

    public static SealedColumn ofTenants(String table, String column, String purpose, String key) {
        return new SealedColumn(table, column, purpose, Reach.TENANT, key, key);
    }

    public static SealedColumn ofGate(String table, String column, String purpose, String key, String row) {
        return new SealedColumn(table, column, purpose, Reach.GATE, key, row);
    }

    static SealedColumn ofInstallation(String column, String purpose) {
        return new SealedColumn("installation", column, purpose, Reach.INSTALLATION, "only_row", "0");
    }

    /** One sealed value, as the column names it. */
    record Place(long tenant, long row, Object key) {}

    SealPurpose purpose(Place place) {
        return new SealPurpose(purpose, place.tenant(), place.row());
    }

    String find() {
        return "select " + tenant() + ", " + row + ", " + key + " from " + table + " where substring(" + column
                + " from 2 for 4) = any (?) limit ?";
    }

    /** The ids of the keys in use, in hexadecimal; what begins like no sealed value is none. */
    String keysInUse() {
        return "select encode(substring(" + column + " from 2 for 4), 'hex'), count(*) from " + table + " where length("
                + column + ") > 5 and substring(" + column + " from 1 for 1) = '\\x01' group by 1";
    }

    String lock() {
        return "select " + column + " from " + table + where() + " for update";
    }

    String change() {
        return "update " + table + " set " + column + " = ?" + where();
    }

    @Override
    public String toString() {
        return table + "." + column;
    }

    private String tenant() {
        return reach == Reach.TENANT ? "tenant_id" : "0";
    }

    private String where() {
        return " where " + key + " = ?" + (reach == Reach.TENANT ? " and tenant_id = ?" : "");
    }
}
