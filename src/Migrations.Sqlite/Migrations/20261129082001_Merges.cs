using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Sqlite.Migrations
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    stays = table.Column<Guid>(type: "TEXT", nullable: false),
                    no = table.Column<long>(type: "INTEGER", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    office = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
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
