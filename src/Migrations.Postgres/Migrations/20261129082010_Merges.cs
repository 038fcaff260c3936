using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Merges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "residents_merge",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    stays = table.Column<Guid>(type: "uuid", nullable: false),
                    no = table.Column<long>(type: "bigint", nullable: false),
                    blueprint = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    office = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_merge", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_residents_merge_state_no",
                table: "residents_merge",
                columns: new[] { "state", "no" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_merge_stays_state",
                table: "residents_merge",
                columns: new[] { "stays", "state" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "residents_merge");
        }
    }
}
