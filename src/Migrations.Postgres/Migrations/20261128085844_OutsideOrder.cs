using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class OutsideOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "subject",
                table: "kernel_delivery",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_delivery_subscriber_subject_done_at",
                table: "kernel_delivery",
                columns: new[] { "subscriber", "subject", "done_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_kernel_delivery_subscriber_subject_done_at",
                table: "kernel_delivery");

            migrationBuilder.DropColumn(
                name: "subject",
                table: "kernel_delivery");
        }
    }
}
