using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Postgres.Migrations
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    record = table.Column<Guid>(type: "uuid", nullable: false),
                    move = table.Column<string>(type: "text", nullable: false),
                    resident = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_index_decision", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "master_index_exclusion",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    record = table.Column<Guid>(type: "uuid", nullable: false),
                    resident = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_index_exclusion", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "master_index_source_identifier",
                columns: table => new
                {
                    record = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_index_source_identifier", x => new { x.record, x.kind, x.value });
                });

            migrationBuilder.CreateTable(
                name: "master_index_source_record",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<Guid>(type: "uuid", nullable: false),
                    system = table.Column<string>(type: "text", nullable: false),
                    number_index = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    blueprint = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    decided = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    resident = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "text", nullable: true),
                    office = table.Column<Guid>(type: "uuid", nullable: false),
                    why = table.Column<string>(type: "text", nullable: true)
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
