using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MasterIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "master_index_decision",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    record = table.Column<Guid>(type: "TEXT", nullable: false),
                    move = table.Column<string>(type: "TEXT", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_index_decision", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "master_index_exclusion",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    record = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_index_exclusion", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "master_index_source_identifier",
                columns: table => new
                {
                    record = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_index_source_identifier", x => new { x.record, x.kind, x.value });
                });

            migrationBuilder.CreateTable(
                name: "master_index_source_record",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<Guid>(type: "TEXT", nullable: false),
                    system = table.Column<string>(type: "TEXT", nullable: false),
                    number_index = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    decided = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    office = table.Column<Guid>(type: "TEXT", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_index_source_record", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_birth_date",
                table: "residents_resident",
                column: "birth_date");

            migrationBuilder.CreateIndex(
                name: "ix_master_index_decision_record_id",
                table: "master_index_decision",
                columns: new[] { "record", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_master_index_exclusion_record",
                table: "master_index_exclusion",
                column: "record");

            migrationBuilder.CreateIndex(
                name: "ix_master_index_source_identifier_kind_value",
                table: "master_index_source_identifier",
                columns: new[] { "kind", "value" });

            migrationBuilder.CreateIndex(
                name: "ix_master_index_source_record_resident",
                table: "master_index_source_record",
                column: "resident");

            migrationBuilder.CreateIndex(
                name: "ix_master_index_source_record_source_system_number_index",
                table: "master_index_source_record",
                columns: new[] { "source", "system", "number_index" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_master_index_source_record_state_id",
                table: "master_index_source_record",
                columns: new[] { "state", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "master_index_decision");

            migrationBuilder.DropTable(
                name: "master_index_exclusion");

            migrationBuilder.DropTable(
                name: "master_index_source_identifier");

            migrationBuilder.DropTable(
                name: "master_index_source_record");

            migrationBuilder.DropIndex(
                name: "ix_residents_resident_birth_date",
                table: "residents_resident");
        }
    }
}
